namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>
/// A short version of <c>dotnet run -c Release --project tests/Tauro.Simulation</c>, which can run for hours.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 100;
    private const int FailuresReported = 3;

    [Fact]
    public async Task A_store_always_has_what_it_acknowledged()
    {
        var runs = 0;
        var found = await Simulations.RunAll(1, Seeds, () => Interlocked.Increment(ref runs));

        output.WriteLine($"{runs} simulations.");
        Assert.InRange(runs, 2 * Seeds, int.MaxValue);
        Assert.True(found.Count == 0, string.Join("\n\n", found.Take(FailuresReported).Select(pair =>
            $"{pair.Found.Message}\nReproduce: dotnet run --project tests/Tauro.Simulation -- " +
            $"--store {pair.Store} --seed {pair.Seed}")));
    }
}
