using Tauro.Load;
using Tauro.Load.Measuring;
using Tauro.Load.Scenarios;

namespace Tauro.Mlflow.Tests;

public sealed class LatenciesTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    [InlineData(0.999)]
    public void A_quantile_has_an_error_of_at_most_one_percent(double share)
    {
        var random = new Random(1);
        var all = Enumerable.Range(0, 50_000).Select(_ => Math.Floor(Math.Exp(random.NextDouble() * 16))).ToList();
        var latencies = new Latencies();
        foreach (var micros in all) latencies.Record(TimeSpan.FromMicroseconds(micros));

        var exact = all.Order().ElementAt((int)Math.Ceiling(share * all.Count) - 1);
        Assert.InRange(latencies.Quantile(share).TotalMicroseconds, exact, exact * 1.01 + 1);
        Assert.Equal(all.Max(), latencies.Max.TotalMicroseconds);
    }

    [Fact]
    public void A_quantile_of_nothing_is_zero() => Assert.Equal(TimeSpan.Zero, new Latencies().Quantile(0.99));

    [Fact]
    public async Task An_open_loop_counts_a_pause_for_every_request_that_was_due_during_it()
    {
        // With one client, a request due every 10 ms and a response of 300 ms, the waiting requests show the pause.
        var pause = new Step(async (_, number) =>
        {
            if (number == 0) await Task.Delay(300);
        });
        var open = new Loop(pause, 1);
        await open.RunOpen(TimeSpan.FromSeconds(1), 100);
        var closed = new Loop(pause, 1);
        await closed.RunClosed(TimeSpan.FromSeconds(10), 100);

        Assert.Equal(100, open.Latencies.Count);
        Assert.InRange(open.Latencies.Quantile(0.85).TotalMilliseconds, 100, double.MaxValue);
        Assert.InRange(closed.Latencies.Max.TotalMilliseconds, 290, double.MaxValue);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--url")]
    [InlineData("--url http://x --clients none")]
    [InlineData("--url http://x --seconds 0")]
    [InlineData("--url http://x --frobnicate")]
    public void An_invalid_command_line_is_refused(string line) =>
        Assert.Null(LoadOptions.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
