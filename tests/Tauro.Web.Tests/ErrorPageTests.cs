using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;
using Tauro.Web.Pages;

namespace Tauro.Web.Tests;

public sealed class ErrorPageTests
{
    [Theory]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", true)]
    [InlineData("application/json", false), InlineData("*/*", false), InlineData("", false)]
    public void A_browser_gets_a_page(string accepted, bool isPage)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accepted;

        Assert.Equal(isPage, ErrorPages.Format.Owns(context));
    }

    [Fact]
    public async Task The_page_has_the_status_the_detail_as_it_is_and_the_way_home()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddRazorComponents();
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Scheme, context.Request.Host) = ("http", new HostString("localhost"));
        context.Request.PathBase = "/tauro";
        context.Response.Body = body;

        // A page was being rendered when it failed.
        var problem = Problem.Create(context, 0, "a", "");
        await new RazorComponentResult<ErrorPage>(new { Context = context, Problem = problem }).ExecuteAsync(context);
        context.Response.Clear();

        await ErrorPages.Format.Write(
            context, StatusCodes.Status500InternalServerError, ProblemCodes.InternalError, "It <b>failed</b>.");

        var html = Encoding.UTF8.GetString(body.ToArray());
        Assert.Equal(StatusCodes.Status500InternalServerError, context.Response.StatusCode);
        Assert.StartsWith("text/html", context.Response.ContentType, StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", context.Response.Headers.ContentSecurityPolicy.ToString());
        Assert.Contains("It &lt;b&gt;failed&lt;/b&gt;.", html, StringComparison.Ordinal);
        Assert.Contains("<base href=\"/tauro/\"", html, StringComparison.Ordinal);
    }
}
