using Tauro.Tracking.Api;

var builder = WebApplication.CreateBuilder(args);
builder.AddTauroServiceDefaults("tracking");
builder.AddTauroOpenApi("tracking");
builder.AddTracking();

var app = builder.Build();
app.MapTauroDefaultEndpoints();
app.MapTracking();
app.Run();
