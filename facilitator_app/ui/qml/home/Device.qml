// What belongs to this screen and to nobody's record: when names are hidden by themselves, the second window, the keys.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: page

    required property Shell shell
    readonly property Veil veil: shell.veil

    Scroller {
        anchors.fill: parent
        contentHeight: column.implicitHeight + 8

        ColumnLayout {
            id: column

            width: parent.width
            spacing: Theme.gap

            SectionHead { objectName: "device"; Layout.fillWidth: true; title: qsTr("ui.home.device"); about: qsTr("ui.device.about") }
            Looks { objectName: "device.looks"; Layout.fillWidth: true; appearance: page.shell.appearance }
            Say { Layout.topMargin: 8; Layout.fillWidth: true; kind: "strong"; text: qsTr("ui.device.veil"); wrapMode: Text.Wrap }
            Segmented { objectName: "device.veil"; label: qsTr("ui.device.veil"); options: page.veil.choices; current: page.veil.after; onPicked: key => page.veil.set_after(key) }
            FieldError { objectName: "device.error"; Layout.fillWidth: true; text: page.veil.form.general }
            Say { Layout.topMargin: 8; Layout.fillWidth: true; kind: "strong"; text: qsTr("keyboard.title"); wrapMode: Text.Wrap }
            Segmented { objectName: "device.keyboard"; label: qsTr("keyboard.title"); options: page.shell.sheets.keyboard.choices; current: page.shell.sheets.keyboard.mode; onPicked: key => page.shell.sheets.keyboard.set_mode(key) }
            Say { Layout.fillWidth: true; kind: "caption"; text: qsTr("keyboard.about"); wrapMode: Text.Wrap }
            FieldError { objectName: "device.keyboard_error"; Layout.fillWidth: true; text: page.shell.sheets.keyboard.form.general }
            Button { objectName: "device.passphrase"; Layout.fillWidth: true; Layout.maximumWidth: implicitWidth; Layout.topMargin: 8; glyph: "key"; text: qsTr("ui.way_in.title"); onClicked: page.shell.sheets.passphrase.show() }
            Button { objectName: "device.keys"; Layout.fillWidth: true; Layout.maximumWidth: implicitWidth; glyph: "keyboard"; text: qsTr("ui.keys.title"); onClicked: page.shell.sheets.keys.show() }
        }
    }
}
