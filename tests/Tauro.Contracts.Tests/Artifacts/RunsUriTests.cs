using Tauro.Contracts.Artifacts;

namespace Tauro.Contracts.Tests.Artifacts;

public sealed class RunsUriTests
{
    private const string RunId = "00112233445566778899aabbccddeeff";

    [Theory]
    [InlineData("model"), InlineData("a/b/model.pkl"), InlineData("with space/ä?.bin"), InlineData("100%")]
    public void A_run_and_a_path_are_parsed_and_formatted(string path)
    {
        Assert.True(RunsUri.TryParse($"runs:/{RunId}/{path}", out var uri, out _));
        Assert.Equal((RunId, path), (uri.RunId, uri.Path.Value));
        Assert.Equal($"runs:/{RunId}/{path}", uri.ToString());
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("runs:"), InlineData("runs:/"), InlineData("runs:/" + RunId)]
    [InlineData("runs:/" + RunId + "/"), InlineData("runs://" + RunId + "/a"), InlineData("RUNS:/" + RunId + "/a")]
    [InlineData(" runs:/" + RunId + "/a"), InlineData("runs:/" + RunId + "//a"), InlineData("runs:/" + RunId + "/a/")]
    [InlineData("runs:/" + RunId + "/.."), InlineData("runs:/" + RunId + "/a/../b")]
    [InlineData("runs:/" + RunId + "/./a")]
    [InlineData("runs:/" + RunId + "/%2e%2e/a"), InlineData("runs:/" + RunId + "/%2E%2E")]
    [InlineData("runs:/" + RunId + "/a\\b")]
    [InlineData("runs:/0011/a"), InlineData("runs:/00112233445566778899AABBCCDDEEFF/a"), InlineData("runs:/../a")]
    [InlineData("runs:/g0112233445566778899aabbccddeeff/a"), InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("http://127.0.0.1/a"), InlineData("models:/m/1"), InlineData("s3://bucket/key")]
    public void Anything_else_is_rejected_with_a_reason(string? value)
    {
        Assert.False(RunsUri.TryParse(value, out var uri, out var error));
        Assert.NotEmpty(error);
        Assert.Equal(default, uri);
    }
}
