using System.Net;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Artifacts;

[Collection("service")]
public sealed class PathTraversalTests(TrackingService service)
{
    /// <summary>Paths as sent in the request line; nothing between here and the server may normalize them.</summary>
    public static TheoryData<string> Escapes =>
    [
        "..%2f..%2f..%2fetc%2fpasswd", "..%2F..%2Fx", "%2e%2e%2fx", "%2e%2e%5cx", "..%5c..%5cx", "..\\..\\x",
        "a/..%2f..%2fx", "%252e%252e%252fx", "..%252fx", "%2fetc%2fpasswd", "C:%5cx", "C:/x", "a%00b", "a%0ab",
        "a//b", "a/", "a%2f", "%c0%ae%c0%ae/x", "..;/x%2f", ".%2e/%2e./x%2f", "a/.%20", "a.", "~%2f..%2fx",
    ];

    [Theory, MemberData(nameof(Escapes))]
    public async Task A_path_that_could_leave_the_run_is_refused_in_the_URL(string path)
    {
        var (run, root) = await Root();
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Get, HttpMethod.Delete })
        {
            var address = new Uri(service.Http.BaseAddress + $"{root[1..]}/{path}",
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            var request = new HttpRequestMessage(method, address);
            if (method == HttpMethod.Put) request.Content = new ByteArrayContent([1]);
            var response = await service.Http.SendAsync(request);
            Assert.InRange((int)response.StatusCode, 400, 499);
        }

        await NothingWritten(run);
    }

    [Theory]
    [InlineData("../x"), InlineData("/etc/passwd"), InlineData("a/../../x"), InlineData("..\\x"), InlineData("C:\\x")]
    [InlineData("a//b"), InlineData("."), InlineData("a/./b")]
    [InlineData("%2e%2e/x"), InlineData("a\0b"), InlineData("a/")]
    public async Task A_path_that_could_leave_the_run_is_refused_in_a_query_and_in_a_body(string path)
    {
        var (run, root) = await Root();
        await Refused(await service.Http.GetAsync($"{root}?path={Uri.EscapeDataString(path)}"),
            HttpStatusCode.BadRequest, ProblemCodes.InvalidPath);
        await Refused(await service.Post($"/api/v1/runs/{run}/uploads", new { path }),
            HttpStatusCode.BadRequest, ProblemCodes.InvalidPath);
        await NothingWritten(run);
    }

    [Theory]
    [InlineData("..%2f..%2fetc"), InlineData("%2e%2e"), InlineData("..%5cx"), InlineData("%00"), InlineData("a%0d%0ab")]
    public async Task An_id_that_could_leave_the_store_is_a_client_error(string id)
    {
        foreach (var route in new[] { "runs/{0}", "experiments/{0}", "tracking/uploads/{0}", "runs/{0}/artifacts/x" })
        {
            var address = new Uri(service.Http.BaseAddress + "api/v1/" + string.Format(null, route, id),
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            Assert.InRange((int)(await service.Http.GetAsync(address)).StatusCode, 400, 499);
        }
    }

    [Fact]
    public async Task A_path_with_unusual_but_valid_characters_is_stored_unchanged()
    {
        var (_, root) = await Root();
        const string Odd = "модель/a+b&c=d #1 'q' 100% %41%2F.bin";
        var address = $"{root}/{string.Join('/', Odd.Split('/').Select(Uri.EscapeDataString))}";
        var stored = await Read<Artifact>(await service.Http.PutAsync(address, new ByteArrayContent([1, 2, 3])));
        Assert.Equal(Odd, stored.Path);
        Assert.Equal([1, 2, 3], await service.Http.GetByteArrayAsync(address));
    }

    private async Task<(string Run, string Root)> Root()
    {
        var run = await service.NewRun();
        return (run.RunId, $"/api/v1/runs/{run.RunId}/artifacts");
    }

    private async Task NothingWritten(string run) =>
        Assert.Empty((await service.Get<Page<Artifact>>($"/api/v1/runs/{run}/artifacts?recursive=true")).Items);
}
