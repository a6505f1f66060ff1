// Pages may not make code from text (the CSP says so). The reader of scheme documents would try, and every try is reported;
// it asks this before its first schema is made, which is on a page that is loaded later.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
