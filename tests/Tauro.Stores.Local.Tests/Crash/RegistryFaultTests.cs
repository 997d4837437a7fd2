using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>The N-th I/O operation of a registry fails, for every N; like <see cref="TrackingFaultTests"/>.</summary>
public sealed class RegistryFaultTests(ITestOutputHelper output)
{
    private const int LongWorkloadEvery = 59;
    private const int OperationsMin = 150;

    private static readonly StoreFaults<RegistrySession, RegistryModel> Faults = new()
    {
        Open = (disk, seed, model) => RegistrySession.Open(disk, seed, model),
        Empty = () => new RegistryModel(),
        Expectation = store => store.Expectation(),
        Read = async store =>
        {
            await store.FinishDeletions();
            return await store.Facts();
        },
    };

    [Theory]
    [InlineData("IoError")]
    [InlineData("DiskFull")]
    [InlineData("ShortWrite")]
    [InlineData("Denied")]
    [InlineData("OutOfMemory")]
    public async Task Any_single_operation_may_fail(string how)
    {
        var operations = await Faults.FailEach(RegistryWorkload.RunShort, Enum.Parse<Fault>(how));
        output.WriteLine($"{operations} operations failed with {how}.");
        Assert.InRange(operations, OperationsMin, int.MaxValue);
    }

    [Theory]
    [InlineData("IoError")]
    [InlineData("Denied")]
    public async Task Operations_of_compactions_and_merges_may_fail(string how)
    {
        var operations = await Faults.FailEach(
            RegistryWorkload.Run, Enum.Parse<Fault>(how), every: LongWorkloadEvery);
        output.WriteLine($"Each {LongWorkloadEvery}th of {operations} operations failed with {how}.");
    }

    [Theory]
    [InlineData("IoError")]
    [InlineData("Denied")]
    [InlineData("OutOfMemory")]
    public Task Any_operation_may_fail_while_a_store_opens(string how) =>
        Faults.FailEachOfOpening(RegistryWorkload.RunShort, Enum.Parse<Fault>(how));
}
