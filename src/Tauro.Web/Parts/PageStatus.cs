namespace Tauro.Web.Parts;

/// <summary>The status of a page that says itself what is wrong.</summary>
internal static class PageStatus
{
    /// <summary>
    /// Sets the status when the response begins. If it were set earlier, the page would not be written, but replaced
    /// by the problem that routes of the API have for this status.
    /// </summary>
    public static void SetStatus(this HttpContext context, int status) => context.Response.OnStarting(() =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });
}
