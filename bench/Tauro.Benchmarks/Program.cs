using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Tauro.Benchmarks;

// fill FOLDER RUNS POINTS: a data folder for measuring the start of the tracking service.
if (args is ["fill", var folder, var runs, var points])
{
    await using var store = await FilledStore.Open(folder);
    await store.AddRuns(int.Parse(runs, CultureInfo.InvariantCulture));
    await store.AddHistories(int.Parse(points, CultureInfo.InvariantCulture));
    return;
}

// purge RUNS: how long the purge of an experiment takes, and what another writer notices of it.
if (args is ["purge", var purged])
{
    await PurgeMeasurement.Run(int.Parse(purged, CultureInfo.InvariantCulture));
    return;
}

// With the build output: git would not ignore the default folder at the root.
BenchmarkSwitcher.FromAssembly(typeof(ParseBenchmarks).Assembly)
    .Run(args, DefaultConfig.Instance.WithArtifactsPath("artifacts/benchmarks")
        .AddColumn(new AllocatedPerPoint()));
