using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Tauro.Benchmarks.ParseBenchmarks).Assembly).Run(args);
