import { mount } from 'svelte';
import './lib/theme/tokens.css';
import './lib/theme/base.css';
import { chooseBackend, setBackend } from './lib/backend';
import { look } from './lib/theme/theme.svelte';
import Root from './views/Root.svelte';

look.start();
setBackend(chooseBackend());
const target = document.getElementById('app');
if (target) mount(Root, { target });
