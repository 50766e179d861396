import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { ask } from './ask.js';
import { Editors } from './editors.jsx';
import { examples } from './examples.js';
import { Hint } from './hint.jsx';
import { Panel } from './panel.jsx';
import { NEW_TAB, asked, firstTabs } from './tabs.js';
import { Theme } from './theme.jsx';

const PLUGINS = [HISTORY_PLUGIN, explorerPlugin()];
const { query, variables } = asked(location.search);
const TABS = firstTabs({ query, variables }, examples);

/** GraphiQL as this server has it. What is typed into its headers, such as a token, is not kept. */
export function Ide() {
  return (
    <GraphiQL
      fetcher={ask}
      plugins={PLUGINS}
      defaultTabs={TABS}
      defaultQuery={NEW_TAB}
      initialQuery={query}
      initialVariables={variables}
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>
        <a className="graphiql-logo-link" href="/schema.graphql">
          Schema
        </a>
        <a className="graphiql-logo-link" href="/graphiql/licenses.md">
          Licences
        </a>
      </GraphiQL.Logo>
      <Editors />
      <Hint />
      <Panel />
      <Theme />
    </GraphiQL>
  );
}
