using Microsoft.AspNetCore.Http;
using Tauro.Artifacts.Http;

namespace Tauro.ServiceDefaults.Tests.Artifacts;

public sealed class ArtifactBodyTests
{
    [Fact]
    public async Task A_body_without_a_length_is_limited_and_the_error_names_the_limit()
    {
        var body = new ArtifactBody(new MemoryStream(new byte[1_001]), bytesMax: 1_000);

        var refused = await Assert.ThrowsAsync<BadHttpRequestException>(
            () => body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal(StatusCodes.Status413PayloadTooLarge, refused.StatusCode);
        Assert.Contains("1000 bytes", refused.Message);
    }

    [Fact]
    public async Task A_body_may_be_exactly_as_long_as_the_limit()
    {
        var body = new ArtifactBody(new MemoryStream(new byte[1_000]), bytesMax: 1_000);
        await body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        Assert.Equal(1_000, body.Count);
    }
}
