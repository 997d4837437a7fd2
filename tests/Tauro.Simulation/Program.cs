// dotnet run -c Release --project tests/Tauro.Simulation -- --seeds 5000        seeds 1 to 5000 of every store
//   --from 5001                          the first seed
//   --store tracking --seed 42           runs one seed, with the full exception
//
// Seeds that fail are printed and added to tests/Tauro.Stores.Local.Tests/Simulation/failing-seeds.txt, which is
// replayed first. The exit code is 1 when a seed failed.

using System.Diagnostics;
using System.Globalization;
using Tauro.Stores.Local.Tests.Simulation;

const int ReportEvery = 500;
var options = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
int Number(string name, int defaultValue) =>
    options.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : defaultValue;

if (options.TryGetValue("--store", out var item))
{
    await Simulations.Run(item, Number("--seed", 1));
    Console.WriteLine("The simulation passed.");
    return 0;
}

var started = Stopwatch.GetTimestamp();
var done = 0;
var found = await Simulations.RunAll(Number("--from", 1), Number("--seeds", 1000), () =>
{
    if (Interlocked.Increment(ref done) % ReportEvery == 0)
        Console.WriteLine($"{done} simulations, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
});
foreach (var (store, seed, what) in found)
{
    FailingSeeds.Add(store, seed);
    Console.WriteLine($"{store} {seed}: {what.Message}\n");
}

Console.WriteLine(
    $"{done} simulations in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, {found.Count} failed.");
return found.Count == 0 ? 0 : 1;
