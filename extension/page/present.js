'use strict';

// Whether the page side is in this frame. Its value is the answer: a panel that opens again brings nothing twice, for the browser
// keeps each script that it ran.
globalThis.qinyu?.listening === true;
