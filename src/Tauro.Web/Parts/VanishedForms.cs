namespace Tauro.Web.Parts;

/// <summary>
/// Forms that their page no longer has, because what it shows was changed by somebody else: an approval that was
/// decided, a run that was deleted. The page opens as it is now, and says that nothing was saved.
/// </summary>
internal static class VanishedForms
{
    /// <summary>The query parameter with which the page is opened.</summary>
    public const string Parameter = "unsaved";

    public static void UseVanishedForms(this WebApplication app) => app.Use(async (context, next) =>
    {
        await next(context);
        var (request, response) = (context.Request, context.Response);
        // Razor components return 400 without a page for a form that was not rendered.
        if (!HttpMethods.IsPost(request.Method) || response.HasStarted
            || response.StatusCode != StatusCodes.Status400BadRequest) return;
        response.Clear();
        context.ClearStatus();
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location =
            request.PathBase + request.Path + request.QueryString.Add(Parameter, "true").ToUriComponent();
    });
}
