// Of what was typed some time ago: that it is not on the record, and where it was to be given, when it was.  Neither time is chosen.
import QtQuick
import Facilitator
import "../components"

Column {
    id: asks

    required property FormPanel form
    property string name: ""
    property bool here: true // where a page has two places for it
    readonly property bool asked: form.when_asked !== ""

    visible: here && (asked || form.not_saved !== "")
    spacing: 4

    Say { objectName: asks.here ? asks.name + ".unsaved" : ""; width: parent.width; kind: "caption"; lineHeight: 0.9; wrapMode: Text.Wrap; color: Theme.soon; text: asks.asked ? asks.form.when_asked : asks.form.not_saved }
    Chips { objectName: asks.here ? asks.name + ".given" : ""; visible: asks.asked; label: asks.form.when_asked; width: parent.width; options: asks.form.times; onPicked: key => asks.form.say_when(key) }
}
