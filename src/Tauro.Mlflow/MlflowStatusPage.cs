using Microsoft.AspNetCore.Http;

namespace Tauro.Mlflow;

/// <summary>
/// The HTML that MLflow's web framework returns where there is no route. Its clients distinguish it from an API error.
/// </summary>
internal static class MlflowStatusPage
{
    public static Task NotFound(HttpContext context) => Write(
        context, StatusCodes.Status404NotFound, "Not Found",
        "The requested URL was not found on the server. If you entered the URL manually please check your spelling "
        + "and try again.");

    public static Task MethodNotAllowed(HttpContext context) => Write(
        context, StatusCodes.Status405MethodNotAllowed, "Method Not Allowed",
        "The method is not allowed for the requested URL.");

    private static Task Write(HttpContext context, int status, string title, string value)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n<p>{value}</p>\n",
            context.RequestAborted);
    }
}
