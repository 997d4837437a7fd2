using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// With the build output: git would not ignore the default folder at the root.
BenchmarkSwitcher.FromAssembly(typeof(Tauro.Benchmarks.ParseBenchmarks).Assembly)
    .Run(args, DefaultConfig.Instance.WithArtifactsPath("artifacts/benchmarks")
        .AddColumn(new Tauro.Benchmarks.AllocatedPerPoint()));
