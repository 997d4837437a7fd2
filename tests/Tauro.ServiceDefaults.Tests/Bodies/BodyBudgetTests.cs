using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
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

    [Theory]
    [InlineData(600L, null)]
    [InlineData(null, 600L)]
    public void A_body_without_a_length_is_not_refused_before_one_that_announces_the_longest(long? length, long? max)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new BodyMetrics(services.GetRequiredService<IMeterFactory>());
        using var budget = new BodyBudget(
            Options.Create(new BodyOptions { HeldBytesMax = 1_000 }), metrics, TimeProvider.System);
        using var other = NewBody(budget, 100);
        using var held = NewBody(budget, 450);
        other.Add(100);
        held.Add(450);
        other.Add(400);

        using var body = NewBody(budget, length, max);
        body.Add(100);
        body.Add(500);

        Assert.Equal(1_550, budget.Bytes);
    }

    private static HeldBody NewBody(BodyBudget budget, long? length, long? max = null)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentLength = length;
        if (max is not null) context.Features.Set<IHttpMaxRequestBodySizeFeature>(new BodyLimit(max));
        return new HeldBody(budget, context.Request);
    }

    private sealed class BodyLimit(long? max) : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => true;

        public long? MaxRequestBodySize { get; set; } = max;
    }
}
