import load from './load.cjs';

load.loadFast();
