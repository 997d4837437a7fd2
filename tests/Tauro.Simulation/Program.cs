// dotnet run -c Release --project tests/Tauro.Simulation -- --seeds 5000        seeds from 1 on, of every store
//   --from 5001                          where to begin
//   --store tracking --seed 42           one again, with all that it tells
//
// Seeds that find something are printed, and kept in
// tests/Tauro.Stores.Local.Tests/Simulation/failing-seeds.txt, which is replayed before all others.
// Ends with 1 when something was found.

using System.Diagnostics;
using System.Globalization;
using Tauro.Stores.Local.Tests.Simulation;

const int ToldEvery = 500;
var given = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
int Number(string name, int otherwise) =>
    given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

if (given.TryGetValue("--store", out var one))
{
    await Simulations.Run(one, Number("--seed", 1));
    Console.WriteLine("Nothing was found.");
    return 0;
}

var started = Stopwatch.GetTimestamp();
var done = 0;
var found = await Simulations.RunAll(Number("--from", 1), Number("--seeds", 1000), () =>
{
    if (Interlocked.Increment(ref done) % ToldEvery == 0)
        Console.WriteLine($"{done} simulations, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
});
foreach (var (store, seed, what) in found)
{
    KeptSeeds.Keep(store, seed);
    Console.WriteLine($"{store} {seed}: {what.Message}\n");
}

Console.WriteLine(
    $"{done} simulations in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, {found.Count} found something.");
return found.Count == 0 ? 0 : 1;
