import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

/**
 * Shows the panel at the side from its top when another one is opened: the explorer moves the focus to the last
 * argument of the query, and the panel that comes next would stay as far below.
 */
export function Panel() {
  const opened = useGraphiQL((state) => state.visiblePlugin);
  useEffect(() => {
    document.querySelector('.graphiql-plugin')?.scrollTo(0, 0);
  }, [opened]);
  return null;
}
