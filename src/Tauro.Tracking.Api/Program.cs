using Tauro.Tracking.Api;
using Tauro.Tracking.Api.Consumers;

var builder = WebApplication.CreateBuilder(args);
builder.AddTauroServiceDefaults("tracking");
builder.AddTauroOpenApi("tracking");
builder.AddTracking();
builder.AddTauroBus("tracking", TrackingConsumers.Add);

var app = builder.Build();
app.MapTauroDefaultEndpoints();
app.MapTracking();
app.Run();
