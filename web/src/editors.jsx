import { pick, useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

const OPTIONS = {
  fontFamily: '"Fira Code", "Noto Sans Arabic"',
  // Arabic letters and the marks of direction between them are no mistakes to warn of.
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
  // Of a line of Arabic that is cut, the beginning would be out of sight.
  wordWrap: 'on',
};

const EDITORS = pick('queryEditor', 'variableEditor', 'headerEditor', 'responseEditor');

/** Sets up GraphiQL's editors for text in two directions. */
export function Editors() {
  const { queryEditor, variableEditor, headerEditor, responseEditor } = useGraphiQL(EDITORS);
  useEffect(() => {
    for (const editor of [queryEditor, variableEditor, headerEditor, responseEditor]) {
      editor?.updateOptions(OPTIONS);
    }
  }, [queryEditor, variableEditor, headerEditor, responseEditor]);
  return null;
}
