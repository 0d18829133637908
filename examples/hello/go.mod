module example.com/hello

go 1.24.0

require (
	github.com/spf13/cobra v1.10.1
	golang.org/x/text v0.30.0
)

require (
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/spf13/pflag v1.0.9 // indirect
)
