using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tauro.ServiceDefaults.Bodies;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.ServiceDefaults.Tests.Bodies;

public sealed class BodyBudgetTests
{
    [Theory]
    [InlineData(1_200L, 0)]
    [InlineData(null, 600)]
    public void One_body_larger_than_the_budget_is_held_apart_from_the_others(long? length, long first)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new BodyMetrics(services.GetRequiredService<IMeterFactory>());
        using var budget = new BodyBudget(
            Options.Create(new BodyOptions { HeldBytesMax = 1_000 }), metrics, TimeProvider.System);
        using var large = NewBody(budget, length);
        large.Add(first);
        using var other = NewBody(budget, null);
        other.Add(400);

        large.Add(1_200 - first);
        other.Add(100);
        using var second = NewBody(budget, 1_200);
        second.Add(500);
        Assert.Equal(2_200, budget.Bytes);

        var refused = Assert.Throws<BodyRefusedException>(() => second.Add(1));
        Assert.Equal(StatusCodes.Status429TooManyRequests, refused.Status);
        large.Dispose();
        second.Add(700);
        Assert.Equal(1_700, budget.Bytes);
    }

    private static HeldBody NewBody(BodyBudget budget, long? length)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentLength = length;
        return new HeldBody(budget, context.Request);
    }
}
