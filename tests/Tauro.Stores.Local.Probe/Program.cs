// Writes to a tracking store until it is killed, and prints each acknowledged step.
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
{
    ["TAURO_MLOPS_PATH"] = args[0],
    ["LocalStore:JournalSegmentBytes"] = "65536",
    ["LocalStore:CheckpointInterval"] = "00:00:01",
}).Build();
await using var services = new ServiceCollection()
    .AddLogging()
    .AddSingleton<IConfiguration>(configuration)
    .AddTauroTrackingStore(configuration)
    .BuildServiceProvider();
await services.OpenStores();
var store = services.GetRequiredService<IRunStore>();
var run = (await store.StartRun(new NewRun(new("0"), "probe"))).Value;
Console.WriteLine(run.RunId);
for (long step = 0; ; step++)
{
    var logged = await store.Log(run.RunId, new RunBatch([new MetricPoint("loss", 1.0 / (step + 1), step, step)]));
    if (!logged.IsOk) return 1;
    Console.WriteLine(step);
}
