using Tauro.Load;
using Tauro.Load.Reporting;
using Tauro.Load.Scenarios;
using Tauro.Load.Soaking;

if (LoadOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

if (options.Compare is [var before, var after])
{
    Comparison.Print(before, after, Console.Out);
    return 0;
}

if (options.List)
{
    foreach (var scenario in Catalog.All(options)) Console.WriteLine(scenario.Name);
    return 0;
}

using var server = new MlflowServer(options.Url, options.ConnectionsMax);
return options.Soak ? await Soak.Run(server, options) : await Benchmark.Run(server, options);
