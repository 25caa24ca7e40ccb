/** Class names of a style sheet of the console. */
declare module '*.module.css' {
  const classes: Record<string, string>;
  export default classes;
}
/** Style sheets of the widget are bundled as text, minified. */
declare module '*.css' {
  const css: string;
  export default css;
}
