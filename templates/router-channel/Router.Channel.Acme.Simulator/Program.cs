using Router.Channel.Acme.Simulator;

// A simulated Acme to try the plugin with in a running host. Its books are empty at every start.
var address = args.Length > 0 ? args[0] : "http://127.0.0.1:5099";
await using var acme = new AcmeSimulator(TimeProvider.System, address);
await acme.StartAsync();
Console.WriteLine($"Acme answers at {acme.Address}. Opening an order's pay_url pays it.");
Console.WriteLine($"Merchant 1001 has the API key {acme.Register("1001")}");
await Task.Delay(Timeout.Infinite);
