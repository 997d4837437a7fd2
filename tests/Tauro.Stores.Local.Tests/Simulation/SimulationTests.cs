namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>
/// A bounded part of what <c>dotnet run -c Release --project tests/Tauro.Simulation</c> does without end.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 100;
    private const int FailuresTold = 3;

    [Fact]
    public async Task Whatever_happens_a_store_holds_what_it_acknowledged()
    {
        var runs = 0;
        var found = await Simulations.RunAll(1, Seeds, () => Interlocked.Increment(ref runs));

        output.WriteLine($"{runs} simulations.");
        Assert.InRange(runs, 2 * Seeds, int.MaxValue);
        Assert.True(found.Count == 0, string.Join("\n\n", found.Take(FailuresTold).Select(one =>
            $"{one.Found.Message}\nAgain: dotnet run --project tests/Tauro.Simulation -- " +
            $"--store {one.Store} --seed {one.Seed}")));
    }
}
