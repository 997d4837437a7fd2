namespace Tauro.Gateway.Tests;

public sealed class PageTests
{
    [Fact]
    public async Task The_reference_loads_nothing_from_other_sites()
    {
        await using var gateway = RunningGateway.Start(null, null);

        using var response = await gateway.Http.GetAsync("/scalar/v1");
        var html = await response.Content.ReadAsStringAsync();

        Assert.True(response.IsSuccessStatusCode);
        Assert.DoesNotContain("https://", html);
        Assert.DoesNotContain("//cdn", html);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy);
        Assert.DoesNotContain("unsafe-eval", policy);
    }
}
