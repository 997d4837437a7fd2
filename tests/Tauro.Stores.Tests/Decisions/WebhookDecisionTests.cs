using Tauro.Contracts;
using Tauro.Stores.Decisions;
using Tauro.Stores.Webhooks;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class WebhookDecisionTests
{
    private static readonly NewWebhook New = new("hook", "https://h.example", ["a"], null, null, true);

    private static Webhook Created => Ok(WebhookWrites.Create(New, 0, new("id"), 7, Now)).Value;

    [Fact]
    public void A_new_webhook_begins_at_the_end_of_the_log() => Assert.Equal(7, Created.Position);

    [Fact]
    public void A_reactivated_webhook_begins_at_the_end_of_the_log()
    {
        var off = Ok(WebhookWrites.Update(Created, new("id"), new WebhookChange(IsActive: false), 8, Now)).Value;
        var on = Ok(WebhookWrites.Update(off, new("id"), new WebhookChange(IsActive: true), 9, Now)).Value;
        var still = Ok(WebhookWrites.Update(on, new("id"), new WebhookChange(IsActive: true), 10, Now)).Value;

        Assert.Equal([7, 9, 9], [off.Position, on.Position, still.Position]);
        Assert.Equal([2, 3, 4], [off.Revision, on.Revision, still.Revision]);
    }

    [Fact]
    public void A_position_never_goes_back()
    {
        var claim = ClaimWrites.Take(null, "webhook", "a", TimeSpan.FromMinutes(1), default);
        Assert.Empty(WebhookWrites.Advance(claim, claim, Created, 7).Facts);
        Assert.Empty(WebhookWrites.Advance(claim, claim, null, 8).Facts);
        Assert.Equal(
            new WebhookFact.PutWebhook(Created with { Position = 8 }),
            Assert.Single(WebhookWrites.Advance(claim, claim, Created, 8).Facts));
    }

    [Fact]
    public void A_position_is_moved_under_a_claim_only()
    {
        var lost = ClaimWrites.Take(null, "webhook", "a", TimeSpan.FromMinutes(1), default);
        var newer = ClaimWrites.Take(lost, "webhook", "a", TimeSpan.FromMinutes(1), default);

        var refused = WebhookWrites.Advance(lost, newer, Created, 8);
        Assert.False(refused.Value);
        Assert.Empty(refused.Facts);
    }

    [Fact]
    public void The_number_of_webhooks_is_limited() => Assert.Equal(
        ProblemCodes.LimitExceeded, WebhookWrites.Create(New, Limits.WebhooksMax, new("id"), 0, Now).Problem?.Code);
}
