import '@graphiql/react/style.css';
import 'graphiql/graphiql.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import '@graphiql/plugin-explorer/style.css';
import './fonts.css';
import './style.css';
import './workers.js';

import { createRoot } from 'react-dom/client';
import { Ide } from './ide.jsx';

// The editor measures the width of its letters once, when it starts: it must not measure those of another font.
await document.fonts.load('15px "Fira Code"').catch(() => []);
createRoot(document.getElementById('graphiql')).render(<Ide />);
