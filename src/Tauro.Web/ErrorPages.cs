using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;
using Tauro.Web.Pages;

namespace Tauro.Web;

/// <summary>Errors as pages, for browsers. Other clients get problem details.</summary>
internal static class ErrorPages
{
    public static ErrorFormat Format { get; } = new(Owns, Write);

    private static bool Owns(HttpContext context) =>
        context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");

    private static async Task Write(HttpContext context, int status, string code, string detail)
    {
        PageHeaders.Set(context);
        var page = new RazorComponentResult<ErrorPage>(new Dictionary<string, object?>
        {
            [nameof(ErrorPage.Context)] = context,
            [nameof(ErrorPage.Problem)] = Problem.Create(context, status, code, detail),
        })
        {
            StatusCode = status,
        };
        // The renderer of the request may have failed in the middle of a page; another one is in another scope.
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        await page.ExecuteAsync(context);
        context.RequestServices = services;
    }
}
