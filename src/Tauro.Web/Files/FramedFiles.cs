using Tauro.Web.Api;

namespace Tauro.Web.Files;

/// <summary>
/// Serves images, SVG and HTML that clients have logged, for images and frames of the pages. The policy of the response
/// takes all rights from it: it has an origin of its own, so neither the cookies nor the API of the reader, and loads
/// nothing. It holds for a frame and also when the address is opened by itself.
/// </summary>
internal static class FramedFiles
{
    private const string Path = "/frames";
    private const string Nothing = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        + "font-src data:; frame-ancestors 'self'";
    private const string Scripts = "sandbox allow-scripts; default-src 'none'; "
        + "script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
        + "connect-src 'none'; form-action 'none'; frame-ancestors 'self'";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Returns the address of a file for an image or a frame.</summary>
    /// <param name="owner">The link to its run or version.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="runsScripts">Whether scripts in it run, still without any rights.</param>
    public static string Link(string owner, string path, bool runsScripts = false) =>
        $"frames/{Parts.Link.ToFilePage(owner, path)}{(runsScripts ? "?scripts=true" : "")}";

    public static void MapFramedFiles(this WebApplication app)
    {
        app.MapMethods($"{Path}/runs/{{id}}/artifacts/{{**path}}", Methods, (
            string id, string path, HttpContext context, TauroApi api) =>
            Serve(context, api, Parts.Link.To(new Contracts.Ids.RunId(id)), path))
            .RequiresPrincipal();
        app.MapMethods($"{Path}/models/{{name}}/versions/{{version:int}}/artifacts/{{**path}}", Methods, (
            string name, int version, string path, HttpContext context, TauroApi api) =>
            Serve(context, api, Parts.Link.To(name, version), path))
            .RequiresPrincipal();
    }

    private static async Task Serve(HttpContext context, TauroApi api, string owner, string path)
    {
        var response = context.Response;
        if (FileKinds.FindType(path) is not { } type)
        {
            response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        response.Headers.ContentSecurityPolicy = context.Request.Query["scripts"] == "true" ? Scripts : Nothing;
        response.Headers.CacheControl = "private, no-cache";
        var (content, problem) = await api.OpenFile(owner, path, context.RequestAborted);
        response.StatusCode = problem?.Status ?? StatusCodes.Status200OK;
        if (content is null) return;
        using (content)
        {
            response.ContentType = type;
            response.ContentLength = content.Headers.ContentLength;
            if (HttpMethods.IsHead(context.Request.Method)) return;
            await content.CopyToAsync(response.Body, context.RequestAborted);
        }
    }
}
