"""目录与标准: record types as versioned data, and the platform's own working-day overrides."""
