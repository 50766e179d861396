// The islands of all pages: what typing, a slider and keys add. Without them, pages work as they are.

import { brush } from './brush.js';
import { suggestEnd } from './ends.js';
import { followKeys } from './keys.js';
import { suggest } from './suggest.js';
import { slide } from './time.js';

document.querySelectorAll('form.search').forEach(suggest);
document.querySelectorAll('input[data-key]').forEach(suggestEnd);
document.querySelectorAll('.moment').forEach(slide);
document.querySelectorAll('form.period').forEach(brush);
followKeys(document);
