/** Style sheets are bundled as text, minified. */
declare module '*.css' {
  const css: string;
  export default css;
}
