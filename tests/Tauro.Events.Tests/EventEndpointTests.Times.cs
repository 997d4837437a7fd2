using System.Text.Json;
using Tauro.Contracts;

namespace Tauro.Events.Tests;

public sealed partial class EventEndpointTests
{
    [Fact]
    public async Task Events_are_selected_by_time_from_wherever_they_are()
    {
        Add(25_000);
        log.Expire(10);
        var times = await Events();
        var since = times[20_000].GetProperty("time").GetDateTimeOffset();
        await using var service = await Start();

        Assert.Equal(20_011, (await Sequences(service, $"?since={since.ToUnixTimeMilliseconds()}")).First());
        Assert.Equal(
            [20_011L, 20_012L],
            await Sequences(service, $"?since={since:yyyy-MM-ddTHH:mm:ssZ}&until={since.AddSeconds(2):O}"
                .Replace("+", "%2B", StringComparison.Ordinal)));
        Assert.Equal([20_500L], await Sequences(service, $"?since={since:yyyy-MM-ddTHH:mm:ssZ}&after=20499&limit=1"));
        Assert.Empty(await Sequences(service, $"?since={since.AddDays(1):yyyy-MM-ddTHH:mm:ssZ}"));

        async Task<IReadOnlyList<JsonElement>> Events()
        {
            await using var all = await Start();
            List<JsonElement> found = [];
            while (found.Count < 24_990)
                found.AddRange((await all.Get(
                    $"/api/v1/tracking/events?after={found.Count + 10}&limit=10000")).Body.GetProperty("items")
                    .EnumerateArray());
            return found;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/stream")]
    public async Task A_time_hides_no_expired_events(string path)
    {
        Add(9);
        var times = (await log.Read(0, 9)).Value.Select(record => record.Time.ToUnixTimeMilliseconds()).ToList();
        log.Expire(4);
        await using var service = await Start();

        var (status, problem) = await service.Get($"/api/v1/tracking/events{path}?after=2&since={times[3]}");
        AssertProblem(problem, status, 410, ProblemCodes.EventsExpired, "5");
        Assert.Equal([6L, 7L, 8L, 9L], await Sequences(service, $"?after=2&since={times[5]}"));
        Assert.Equal([5L, 6L, 7L, 8L, 9L], await Sequences(service, $"?since={times[3]}"));
    }

    [Fact]
    public async Task The_end_of_the_time_ends_a_page_and_a_stream()
    {
        Add(9);
        var until = (await log.Read(4, 1)).Value[0].Time.ToUnixTimeMilliseconds();
        await using var service = await Start();

        var (_, page) = await service.Get($"/api/v1/tracking/events?until={until}&after=2");

        Assert.Equal([3L, 4L], GetSequences(page));
        Assert.Equal((1, 9, 9), GetBounds(page));

        var stream = await service.Http.GetStringAsync($"/api/v1/tracking/events/stream?until={until}&after=2")
            .WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(["id: 3", "id: 4"], stream.Split('\n').Where(line => line.StartsWith("id:")));
    }
}
