// The whole window on a core of paper; `tests/screens.mjs` chooses where it stands: `#{"stage":"login"}`.
import { mount } from 'svelte';
import '../../src/lib/theme/tokens.css';
import '../../src/lib/theme/base.css';
import { setBackend } from '../../src/lib/backend';
import { FakeBackend, type FakeOptions } from '../../src/lib/backend/fake';
import { missing } from '../../src/lib/texts';
import { look } from '../../src/lib/theme/theme.svelte';
import Root from '../../src/views/Root.svelte';

const asked = JSON.parse(decodeURIComponent(location.hash.slice(1)) || '{}') as Partial<FakeOptions> & { endless?: boolean };
const fake = new FakeBackend({ ...asked, ...(asked.endless ? { jobSteps: Infinity } : {}) });
Object.assign(window, { fake, look, missing });
look.start();
setBackend(fake);
const target = document.getElementById('app');
if (target) mount(Root, { target });
