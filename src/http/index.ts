export { createLogger } from './logging.ts';
export { createMetrics, type MetricSources, type Metrics } from './metrics.ts';
export { startMetricsServer } from './metrics-server.ts';
export type { HealthCheck } from './routes/health.ts';
export { createServer, type ServerOptions } from './server.ts';
export { closeGracefully, onShutdownSignal, type ShutdownStep } from './shutdown.ts';
