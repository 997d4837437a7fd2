// Sends a trace of two spans with OpenTelemetry's SDK and exporter, as described in MLflow's documentation.
const { SpanStatusCode, context, trace } = require('@opentelemetry/api')
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-proto')
const { BatchSpanProcessor, TracerProvider } = require('@opentelemetry/sdk-trace')

const [address, experiment, compression] = process.argv.slice(2)
const exporter = new OTLPTraceExporter({
  url: `${address}/v1/traces`, headers: { 'x-mlflow-experiment-id': experiment }, compression,
})

async function main() {
  const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] })
  const tracer = provider.getTracer('shop')
  const root = tracer.startSpan('answer', { attributes: { 'mlflow.spanType': 'AGENT', question: 'why?', tries: 2 } })
  const child = tracer.startSpan('look up', { attributes: { hits: [1, 2], score: 0.5 } }, trace.setSpan(context.active(), root))
  child.addEvent('found', { where: 'index' })
  child.recordException(new Error('half of it'))
  child.setStatus({ code: SpanStatusCode.ERROR, message: 'half of it' })
  child.end()
  root.setStatus({ code: SpanStatusCode.OK })
  root.end()
  await provider.forceFlush()
  await provider.shutdown()
  const ids = span => [span.spanContext().traceId, span.spanContext().spanId]
  console.log(JSON.stringify({ root: ids(root), child: ids(child) }))
}

main().catch(failure => { console.error(failure); process.exit(1) })
