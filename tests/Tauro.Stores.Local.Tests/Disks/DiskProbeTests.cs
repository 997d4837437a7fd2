using Microsoft.Extensions.Time.Testing;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Disks;

public sealed class DiskProbeTests
{
    private readonly FakeTimeProvider time = new();
    private readonly SimulatedDisk disk = new();

    [Fact]
    public async Task A_disk_that_works_has_no_problem_and_keeps_no_file()
    {
        var probe = new DiskProbe(disk, time);

        Assert.Null(await probe.FindProblem());

        Assert.False(disk.FileExists(DiskProbe.FileName));
        Assert.NotEqual(0, disk.Operations);
    }

    [Theory]
    [InlineData("IoError"), InlineData("DiskFull"), InlineData("ShortWrite"), InlineData("Denied")]
    public async Task A_disk_that_fails_is_described_until_it_works(string fault)
    {
        var probe = new DiskProbe(disk, time);
        disk.FailFrom(disk.Operations, Enum.Parse<Fault>(fault));

        Assert.Contains(DiskProbe.FileName, await probe.FindProblem());

        disk.Heal();
        Assert.Null(await probe.FindProblem());
    }

    [Fact]
    public async Task Every_operation_of_a_probe_may_fail()
    {
        await new DiskProbe(disk, time).FindProblem();
        var operations = disk.Operations;
        for (var n = 0; n < operations; n++)
        {
            var broken = new SimulatedDisk();
            broken.FailAt(n, Fault.IoError);
            Assert.NotNull(await new DiskProbe(broken, time).FindProblem());
        }
    }

    [Fact]
    public async Task Probes_within_five_seconds_are_one()
    {
        var probe = new DiskProbe(disk, time);
        await probe.FindProblem();
        var operations = disk.Operations;

        time.Advance(TimeSpan.FromSeconds(4));
        await probe.FindProblem();
        Assert.Equal(operations, disk.Operations);

        time.Advance(TimeSpan.FromSeconds(2));
        await probe.FindProblem();
        Assert.NotEqual(operations, disk.Operations);
    }

    [Fact]
    public async Task A_disk_that_does_not_respond_is_described_and_probed_only_once()
    {
        using var thaw = new ManualResetEventSlim();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        disk.Changed = _ =>
        {
            started.TrySetResult();
            thaw.Wait();
        };
        var probe = new DiskProbe(disk, time);
        var first = probe.FindProblem().AsTask();
        await started.Task;

        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("The disk has not responded for 3 s.", await first);
        time.Advance(TimeSpan.FromSeconds(60));
        var second = probe.FindProblem().AsTask();
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("The disk has not responded for 66 s.", await second);

        thaw.Set();
        Assert.Null(await probe.FindProblem());
        var probedOnce = new SimulatedDisk();
        await new DiskProbe(probedOnce, time).FindProblem();
        Assert.Equal(probedOnce.Operations, disk.Operations);
    }
}
