/** Which build this page is, such as `0.1.0+1a2b3c4`: vite.config.ts puts it in. */
declare const __EARSHOT_VERSION__: string;

export const version: string = __EARSHOT_VERSION__;
