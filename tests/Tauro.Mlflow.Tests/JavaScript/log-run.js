// Logs a run with the npm package `mlflow` and reads it back. The last line of output has the results as JSON.
const MLflow = require('mlflow').default ?? require('mlflow')

const { Experiments, Runs, Metrics, Artifacts } = new MLflow({ endpoint: process.argv[2] })

const refusalOf = call => call.then(() => null, failure => JSON.parse(failure.message.replace(/^(Error: )+/, '')))

async function main() {
  const { experiment_id } = await Experiments.create({ name: process.argv[3] })
  await Experiments.update({ experiment_id, new_name: `${process.argv[3]} renamed` })
  const { experiment } = await Experiments.get({ experiment_id })

  const tags = [{ key: 'team', value: 'red' }]
  const { run } = await Runs.create({ experiment_id, user_id: 'ann', start_time: Date.now(), tags })
  const { run_id } = run.info
  for (let step = 0; step < 3; step++)
    await Runs.logMetric({ run_id, key: 'loss', value: 1 / (step + 1), timestamp: 1700000000000 + step, step })
  await Runs.logParameter({ run_id, key: 'lr', value: '0.1' })
  await Runs.logBatch({
    run_id,
    metrics: [{ key: 'acc', value: 0.75, timestamp: 1700000000000, step: 0 }],
    params: [{ key: 'depth', value: '4' }],
    tags: [{ key: 'gone', value: 'soon' }],
  })
  await Runs.deleteTag({ run_id, key: 'gone' })
  await Runs.setTag({ run_id, key: 'note', value: 'ünïcode' })
  await Runs.update({ run_id, status: 'FINISHED', end_time: Date.now() })
  await Runs.delete({ run_id })
  await Runs.restore({ run_id })

  const found = await Runs.search({ experiment_ids: [experiment_id], filter: "metrics.acc > 0.5 AND params.lr = '0.1'" })
  const history = await Metrics.getHistory({ run_id, metric_key: 'loss' })
  const artifacts = await Artifacts.list({ run_id })
  const changed = await refusalOf(Runs.logParameter({ run_id, key: 'lr', value: '0.2' }))
  const missing = await refusalOf(Runs.get({ run_id: 'none' }))
  const gone = await refusalOf(Experiments.list())
  console.log(JSON.stringify({ experiment, run_id, found, history, artifacts, changed, missing, gone }))
}

main().catch(failure => { console.error(failure); process.exit(1) })
