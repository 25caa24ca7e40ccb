// The peer: Microsoft's botbuilder 4 echo bot behind restify, as its samples set it up. No database, no
// authentication, no understanding. node bench/peers/botbuilder-echo.mjs PORT
import botbuilder from 'botbuilder';
import restify from 'restify';

const { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory } = botbuilder;

class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const said = `Echo: ${context.activity.text}`;
      await context.sendActivity(MessageFactory.text(said, said));
      await next();
    });
  }
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
adapter.onTurnError = async (_context, error) => {
  console.error(error);
  process.exitCode = 1;
};
const bot = new EchoBot();
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, (context) => bot.run(context));
});
server.get('/readyz', async (_request, response) => response.send(200, { ok: true }));
process.on('SIGTERM', () => process.exit());
server.listen(Number(process.argv[2]), '127.0.0.1');
