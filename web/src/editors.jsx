import { pick, useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

const OPTIONS = {
  fontFamily: '"Fira Code", "Noto Sans Arabic"',
  // Do not warn about Arabic letters and bidi marks.
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
  // If a line of Arabic were cut, its beginning would be hidden.
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
