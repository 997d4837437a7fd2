namespace Tauro.Web.Parts;

/// <summary>The status of a page that says itself what is wrong.</summary>
internal static class PageStatus
{
    private static readonly object Key = new();

    /// <summary>
    /// Sets the status when the response begins. If it were set earlier, the page would not be written, but replaced
    /// by the problem that routes of the API have for this status.
    /// </summary>
    public static void SetStatus(this HttpContext context, int status)
    {
        if (!context.Items.ContainsKey(Key))
        {
            context.Response.OnStarting(() =>
            {
                if (context.Items[Key] is int last) context.Response.StatusCode = last;
                return Task.CompletedTask;
            });
        }

        context.Items[Key] = status;
    }

    /// <summary>Forgets the status: the response is no page.</summary>
    public static void ClearStatus(this HttpContext context) => context.Items[Key] = null;
}
