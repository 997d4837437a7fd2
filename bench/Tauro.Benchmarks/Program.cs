using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// Beside all else that is built: a folder of its own at the root is one that nobody ignores.
BenchmarkSwitcher.FromAssembly(typeof(Tauro.Benchmarks.ParseBenchmarks).Assembly)
    .Run(args, DefaultConfig.Instance.WithArtifactsPath("artifacts/benchmarks")
        .AddColumn(new Tauro.Benchmarks.AllocatedPerPoint()));
