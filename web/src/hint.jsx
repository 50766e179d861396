import { pick, useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';
import { NEW_TAB } from './tabs.js';

const STATE = pick('tabs', 'activeTabIndex', 'queryEditor');

/** Puts the hint into a new tab, which GraphiQL opens empty: its query is null until something is written. */
export function Hint() {
  const { tabs, activeTabIndex, queryEditor } = useGraphiQL(STATE);
  const isNew = tabs[activeTabIndex]?.query === null;
  useEffect(() => {
    if (isNew) queryEditor?.setValue(NEW_TAB);
  }, [isNew, activeTabIndex, queryEditor]);
  return null;
}
