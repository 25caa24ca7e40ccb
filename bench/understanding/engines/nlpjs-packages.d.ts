// The little of nlp.js that the comparison calls; the packages have no types of their own.
declare module '@nlpjs/core' {
  interface Container {
    use(plugin: unknown): unknown;
    get<T>(name: string): T;
  }
  export function containerBootstrap(): Promise<Container>;
}
declare module '@nlpjs/nlp' {
  export const Nlp: unknown;
}
declare module '@nlpjs/lang-en' {
  export const LangEn: unknown;
}
declare module '@nlpjs/lang-id' {
  export const LangId: unknown;
}
