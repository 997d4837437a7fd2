namespace Tauro.Gateway.Tests;

public sealed class PageTests
{
    [Fact]
    public async Task The_status_page_shows_every_service_and_loads_no_script()
    {
        await using var tracking = await Backend.Start("tracking");
        await using var gateway = RunningGateway.Start(tracking.Address, null);

        using var response = await gateway.Http.GetAsync("/");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("<script", html);
        Assert.Contains("<td>tracking</td>", html);
        Assert.Contains("The registry service does not respond.", html);
    }

    [Fact]
    public async Task The_status_page_encodes_its_input()
    {
        await using var gateway = RunningGateway.Start(null, null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Host", "evil'onload=x\"");

        using var response = await gateway.Http.SendAsync(request);

        Assert.DoesNotContain("onload=x\"", await response.Content.ReadAsStringAsync());
    }

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
