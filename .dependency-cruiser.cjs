/** Who may import whom: the table of the architecture, type-only imports included. */
const domains =
  'identity|collectors|receivables|payments|promises|disputes|service-levels|handoff|casefile|reminders|knowledge|analytics';

const only = (name, pattern, homes, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: homes },
  to: { path: `node_modules/${pattern}` },
});

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A file nothing imports is dead; entry points are named here.',
      from: { orphan: true, pathNot: ['^src/(main|cli)\\.ts$', '^src/web/', '\\.d\\.ts$'] },
      to: {},
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependency',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^src/', pathNot: '^src/shared/' },
    },
    {
      name: 'storage-knows-shared-only',
      comment: "And the port it implements: what a channel keeps in a file of its own.",
      severity: 'error',
      from: { path: '^src/storage/' },
      to: { path: '^src/', pathNot: '^src/(storage/|shared/|channels/whatsapp/(store|model)\\.ts)' },
    },
    {
      name: 'dialog-knows-shared-only',
      severity: 'error',
      from: { path: '^src/dialog/' },
      to: { path: '^src/', pathNot: '^src/(dialog|shared)/' },
    },
    {
      name: 'domains-know-no-channel-and-no-dialog',
      severity: 'error',
      from: { path: `^src/(${domains})/` },
      to: { path: '^src/', pathNot: `^src/(${domains}|shared|storage|erp)/` },
    },
    {
      name: 'domains-by-their-door',
      severity: 'error',
      comment: "Another domain is reached through its index.ts only.",
      from: { path: `^src/(${domains})/` },
      to: { path: `^src/(${domains})/`, pathNot: [`^src/$1/`, `^src/(${domains})/index\\.ts$`] },
    },
    {
      name: 'only-identity-makes-the-key',
      severity: 'error',
      from: { pathNot: '^src/identity/' },
      to: { path: '^src/identity/', pathNot: '^src/identity/index\\.ts$' },
    },
    {
      name: 'only-collectors-makes-the-key',
      severity: 'error',
      from: { pathNot: '^src/collectors/' },
      to: { path: '^src/collectors/', pathNot: '^src/collectors/index\\.ts$' },
    },
    {
      name: 'erp-knows-its-port',
      severity: 'error',
      from: { path: '^src/erp/' },
      to: { path: '^src/', pathNot: '^src/(erp|shared)/' },
    },
    {
      name: 'actions-by-the-doors',
      severity: 'error',
      from: { path: '^src/actions/' },
      to: {
        path: '^src/',
        pathNot: `^src/(actions/|dialog/(action|reply|state|intents)\\.ts|dialog/values/|dialog/understanding/understanding\\.ts|shared/|storage/database\\.ts|(${domains})/index\\.ts)`,
      },
    },
    {
      name: 'conversation-knows-port-dialog-storage',
      severity: 'error',
      from: { path: '^src/conversation/' },
      to: { path: '^src/', pathNot: '^src/(conversation|channels/channel\\.ts|dialog|storage|shared)' },
    },
    {
      name: 'channels-know-their-port',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/' },
      to: { path: '^src/', pathNot: '^src/(channels/$1/|channels/channel\\.ts|shared/)' },
    },
    {
      name: 'http-knows-conversation-and-doors',
      severity: 'error',
      from: { path: '^src/http/' },
      to: { path: '^src/', pathNot: `^src/(http|conversation|shared|storage/database\\.ts|(${domains})/index\\.ts)` },
    },
    {
      name: 'web-knows-the-contract',
      severity: 'error',
      from: { path: '^src/web/([^/]+)/' },
      to: { path: '^src/', pathNot: '^src/(web/$1/|http/contract/)' },
    },
    {
      name: 'nobody-imports-the-top',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/commands/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    only('sqlite-in-storage', '(better-sqlite3|drizzle-orm)', '^src/storage/|-repository\\.ts$', 'Nothing outside storage and the repositories sees a driver.'),
    only('natural-in-understanding', '(natural|chrono-node)', '^src/dialog/understanding/'),
    only('yaml-in-dialog', 'yaml', '^src/(policies\\.ts|(dialog|identity|receivables/import|erp|payments|service-levels|casefile)/)'),
    only('otp-in-identity', 'otplib', '^src/(identity|collectors)/', 'Codes of debtors, and the second factor of collectors.'),
    only('passwords-in-collectors', '@node-rs/argon2', '^src/collectors/'),
    only('pictures-of-codes', 'uqr', '^src/(collectors|commands|http/routes/console)/', 'Second factors, and the linking of a WhatsApp number.'),
    only('texts-in-conversation', 'i18next', '^src/(conversation|web/console)/'),
    only('react-in-the-console', '(react|react-dom|react-i18next|@mantine|@tanstack|wouter|pdfjs-dist)/', '^src/web/console/'),
    only('baileys-in-its-channel', '(@whiskeysockets|libsignal|undici)/', '^src/channels/whatsapp/'),
    only('mail-in-its-channel', 'nodemailer', '^src/channels/email/'),
    only('fastify-at-the-edge', '(fastify|@fastify)', '^src/(http|channels/(webchat|whatsapp))/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
